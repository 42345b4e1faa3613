module github.com/basehit/basehit/test/oracle/patterns

go 1.26.3

require github.com/moby/patternmatcher v0.6.1
