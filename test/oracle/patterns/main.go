// Reads cases as lines of JSON and answers each with what BuildKit's matcher of ignore patterns says.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type question struct {
	ID int `json:"id"`
	// An ignore file.
	Text string `json:"text"`
	// Paths as bytes.
	Names [][]byte `json:"names"`
}

type answer struct {
	ID int `json:"id"`
	// Why the file or one of its patterns, taken alone, is refused.
	Refused string `json:"refused,omitempty"`
	// The patterns as they are read.
	Patterns []string `json:"patterns"`
	// For each name, whether it is matched; then whether a walk from above says so.
	Matched []bool `json:"matched"`
	Walked  []bool `json:"walked"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		said, err := judge(asked)
		if err != nil {
			said = answer{Refused: err.Error(), Patterns: said.Patterns}
		}
		said.ID = asked.ID
		if err := out.Encode(said); err != nil {
			panic(err)
		}
	}
}

func judge(asked question) (said answer, err error) {
	said.Patterns, err = ignorefile.ReadAll(strings.NewReader(asked.Text))
	if err != nil {
		return said, err
	}
	for _, pattern := range said.Patterns {
		if err := compile(pattern); err != nil {
			return said, err
		}
	}
	matcher, err := patternmatcher.New(said.Patterns)
	if err != nil {
		return said, err
	}
	for _, name := range asked.Names {
		matched, err := matcher.MatchesOrParentMatches(string(name))
		if err != nil {
			return said, err
		}
		walked, err := walk(matcher, string(name))
		if err != nil {
			return said, err
		}
		said.Matched = append(said.Matched, matched)
		said.Walked = append(said.Walked, walked)
	}
	return said, nil
}

// An expression is compiled when it is first asked: one that takes back only where something is matched.
func compile(pattern string) error {
	patterns := []string{pattern}
	if strings.HasPrefix(pattern, "!") {
		patterns = []string{"**", pattern}
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return err
	}
	_, err = matcher.MatchesOrParentMatches("a")
	return err
}

func walk(matcher *patternmatcher.PatternMatcher, name string) (bool, error) {
	var above patternmatcher.MatchInfo
	matched := false
	for at, character := range name + "/" {
		if character != '/' {
			continue
		}
		var err error
		matched, above, err = matcher.MatchesUsingParentResults(name[:at], above)
		if err != nil {
			return false, err
		}
	}
	return matched, nil
}
