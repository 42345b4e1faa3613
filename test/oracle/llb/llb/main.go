// Command llb tells what BuildKit's Dockerfile frontend makes of builds: it reads one JSON case per line and prints, for
// each, a digest of what BuildKit would key its cache by and of the image config, or the error.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"runtime"
	"sync"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/pkg/errors"
)

// Case is one build. Opts are the frontend's options as buildx sends them: "build-arg:X", "target", "context:name", "add-hosts".
type Case struct {
	ID            int                        `json:"id"`
	Dockerfile    string                     `json:"dockerfile"`
	Opts          map[string]string          `json:"opts"`
	Platform      string                     `json:"platform"`
	BuildPlatform string                     `json:"buildPlatform"`
	Images        map[string]json.RawMessage `json:"images"`
	Dump          bool                       `json:"dump"`
}

// Answer has either digests or an error.
type Answer struct {
	ID int `json:"id"`
	// Keys holds the key of the result, exactly and with what EXEMPT lists forgiven, each on top of the one before.
	Keys   map[string]string `json:"keys,omitempty"`
	Config string            `json:"config,omitempty"`
	Error  string            `json:"error,omitempty"`
	Dump   any               `json:"dump,omitempty"`
}

var levels = map[string]forgiven{
	"exact":          {},
	"env-order":      {envOrder: true},
	"cache-mount-id": {envOrder: true, cacheMountID: true},
	"selection":      {envOrder: true, cacheMountID: true, selection: true},
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	lines := make(chan []byte, 64)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for line := range lines {
				dt, err := json.Marshal(answer(line))
				if err != nil {
					panic(err)
				}
				mu.Lock()
				out.Write(append(dt, '\n'))
				if len(lines) == 0 {
					out.Flush()
				}
				mu.Unlock()
			}
		})
	}
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			lines <- line
		}
		if err != nil {
			break
		}
	}
	close(lines)
	wg.Wait()
	out.Flush()
}

func answer(line []byte) (a Answer) {
	var c Case
	if err := json.Unmarshal(line, &c); err != nil {
		return Answer{Error: "case: " + err.Error()}
	}
	defer func() {
		if r := recover(); r != nil {
			a = Answer{ID: c.ID, Error: fmt.Sprint("panic: ", r)}
		}
	}()
	a, err := convert(context.Background(), c)
	if err != nil {
		a.Error = err.Error()
	}
	a.ID = c.ID
	return a
}

func convert(ctx context.Context, c Case) (Answer, error) {
	target, err := parsePlatform(c.Platform)
	if err != nil {
		return Answer{}, err
	}
	build, err := parsePlatform(c.BuildPlatform)
	if err != nil {
		return Answer{}, err
	}
	gateway := &gateway{opts: c.Opts, images: c.Images, buildPlatform: build}
	bc, err := dockerui.NewClient(gateway)
	if err != nil {
		return Answer{}, err
	}
	opt := dockerfile2llb.ConvertOpt{Config: bc.Config, Client: bc, MetaResolver: gateway, TargetPlatform: &target}
	opt.BuildArgs = maps.Clone(opt.BuildArgs)
	res, err := dockerfile2llb.Dockerfile2LLB(ctx, []byte(c.Dockerfile), opt)
	if err != nil {
		return Answer{}, err
	}
	def, err := res.State.Marshal(ctx)
	if err != nil {
		return Answer{}, errors.Wrap(err, "marshal")
	}
	config := imageConfig(res)
	a := Answer{Config: digestOf(config), Keys: map[string]string{}}
	var printed any
	for name, forgiven := range levels {
		graph, err := newGraph(def.ToPB(), forgiven, gateway)
		if err != nil {
			return Answer{}, err
		}
		if a.Keys[name], err = graph.root(ctx); err != nil {
			return Answer{}, err
		}
		if name == "exact" {
			printed = graph.printed
		}
	}
	if c.Dump {
		a.Dump = map[string]any{"config": json.RawMessage(config), "ops": printed}
	}
	return a, nil
}

func parsePlatform(s string) (ocispecs.Platform, error) {
	p, err := platforms.Parse(s)
	return platforms.Normalize(p), err
}
