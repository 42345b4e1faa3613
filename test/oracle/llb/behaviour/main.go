// Command behaviour builds with a real buildkitd, as buildx does: it reads one JSON case per line and prints which steps
// ran, which came from the cache, and the image's config.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"sort"
	"strings"
	"sync"

	"github.com/moby/buildkit/client"
	"github.com/moby/buildkit/exporter/containerimage/exptypes"
	commonexptypes "github.com/moby/buildkit/exporter/exptypes"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/pkg/errors"
	"github.com/tonistiigi/fsutil"
)

// Case is one build. Locals are directories by the name the frontend asks for.
type Case struct {
	ID     int               `json:"id"`
	Opts   map[string]string `json:"opts"`
	Locals map[string]string `json:"locals"`
	Key    string            `json:"key"`
}

// Answer holds the steps that ran and those that did not have to.
type Answer struct {
	ID     int      `json:"id"`
	Ran    []string `json:"ran"`
	Cached []string `json:"cached"`
	// Layers counts those of the image by its history; which steps are told of depends on chance.
	Layers int             `json:"layers"`
	Config json.RawMessage `json:"config,omitempty"`
	Error  string          `json:"error,omitempty"`
}

func main() {
	c, err := client.New(context.Background(), os.Args[1])
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	var mu sync.Mutex
	var wg sync.WaitGroup
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			wg.Go(func() {
				dt, err := json.Marshal(answer(c, line))
				if err != nil {
					panic(err)
				}
				mu.Lock()
				defer mu.Unlock()
				out.Write(append(dt, '\n'))
				out.Flush()
			})
		}
		if err != nil {
			break
		}
	}
	wg.Wait()
}

func answer(c *client.Client, line []byte) Answer {
	var job Case
	if err := json.Unmarshal(line, &job); err != nil {
		return Answer{Error: err.Error()}
	}
	a, err := build(c, job)
	if err != nil {
		a.Error = err.Error()
	}
	a.ID = job.ID
	return a
}

func build(c *client.Client, job Case) (Answer, error) {
	mounts := map[string]fsutil.FS{}
	for name, dir := range job.Locals {
		fs, err := fsutil.NewFS(dir)
		if err != nil {
			return Answer{}, err
		}
		mounts[name] = fs
	}
	steps := make(chan *client.SolveStatus)
	vertices := map[string]*client.Vertex{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for status := range steps {
			for _, v := range status.Vertexes {
				vertices[v.Digest.String()] = v
			}
		}
	}()
	var config, epoch []byte
	opt := client.SolveOpt{FrontendAttrs: job.Opts, LocalMounts: mounts, SharedKey: job.Key}
	_, err := c.Build(context.Background(), opt, "oracle", func(ctx context.Context, gw gateway.Client) (*gateway.Result, error) {
		res, err := gw.Solve(ctx, gateway.SolveRequest{Frontend: "dockerfile.v0", FrontendOpt: job.Opts, Evaluate: true})
		if err != nil {
			return nil, err
		}
		config, epoch = res.Metadata[exptypes.ExporterImageConfigKey], res.Metadata[commonexptypes.ExporterEpochKey]
		return gateway.NewResult(), nil
	}, steps)
	<-done
	if err != nil {
		return Answer{}, err
	}
	a := sortSteps(vertices)
	if a.Layers, err = countLayers(config); err != nil {
		return a, err
	}
	a.Config, err = plainConfig(config, epoch)
	return a, err
}

// sortSteps leaves out sources, which have no inputs: whether they were transferred again says nothing. WORKDIR on an
// empty file system has none either.
func sortSteps(vertices map[string]*client.Vertex) Answer {
	a := Answer{Ran: []string{}, Cached: []string{}}
	for _, v := range vertices {
		if len(v.Inputs) == 0 && !strings.Contains(v.Name, "] WORKDIR") {
			continue
		}
		if v.Cached {
			a.Cached = append(a.Cached, v.Name)
		} else if v.Started != nil {
			a.Ran = append(a.Ran, v.Name)
		}
	}
	sort.Strings(a.Ran)
	sort.Strings(a.Cached)
	return a
}

func countLayers(dt []byte) (int, error) {
	var image struct {
		History []struct {
			EmptyLayer bool `json:"empty_layer"`
		} `json:"history"`
	}
	err := json.Unmarshal(dt, &image)
	count := 0
	for _, entry := range image.History {
		if !entry.EmptyLayer {
			count++
		}
	}
	return count, err
}

// plainConfig is an image config without history, times and the order of variables, but with the time that the frontend
// tells the exporter to write.
func plainConfig(dt, epoch []byte) ([]byte, error) {
	var image map[string]any
	if err := json.Unmarshal(dt, &image); err != nil {
		return nil, errors.Wrap(err, "image config")
	}
	for _, name := range []string{"created", "history", "rootfs", "moby.buildkit.buildinfo.v1"} {
		delete(image, name)
	}
	if config, ok := image["config"].(map[string]any); ok {
		if env, ok := config["Env"].([]any); ok {
			sort.Slice(env, func(i, j int) bool { return env[i].(string) < env[j].(string) })
		}
	}
	image["epoch"] = string(epoch)
	return json.Marshal(image)
}
