// Command image builds with a real buildkitd and tells what the image holds, for each platform: its config, and for each
// layer a digest of all entries. Times count unless they are of the build's own time. A build with a name is pushed under
// it instead.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/moby/buildkit/client"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/pkg/errors"
	"github.com/tonistiigi/fsutil"
)

// Case is one build; Push is the name to push it under, instead of looking at it. Output is written as buildx takes it.
type Case struct {
	ID     int               `json:"id"`
	Opts   map[string]string `json:"opts"`
	Locals map[string]string `json:"locals"`
	Key    string            `json:"key"`
	Push   string            `json:"push"`
	Output string            `json:"output"`
}

// Answer has the digest of what was pushed, or what the images hold.
type Answer struct {
	ID     int     `json:"id"`
	Digest string  `json:"digest,omitempty"`
	Images []Image `json:"images,omitempty"`
	Error  string  `json:"error,omitempty"`
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
				var job Case
				a := Answer{}
				err := json.Unmarshal(line, &job)
				if err == nil {
					a, err = build(c, job)
				}
				if err != nil {
					a.Error = err.Error()
				}
				a.ID = job.ID
				dt, err := json.Marshal(a)
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

type buffer struct{ bytes.Buffer }

func (*buffer) Close() error { return nil }

// exportEntry reads an output as buildx does (util/buildflags/export.go). What would go to a registry, an engine or a
// directory goes into an archive: the same layers are written, and nothing but the archive is looked at.
func exportEntry(output string, archive *buffer) (client.ExportEntry, error) {
	entry := client.ExportEntry{Type: client.ExporterOCI, Attrs: map[string]string{}}
	entry.Output = func(map[string]string) (io.WriteCloser, error) { return archive, nil }
	if output == "" {
		return entry, nil
	}
	r := csv.NewReader(strings.NewReader(output))
	fields, err := r.Read()
	if err != nil {
		return entry, err
	}
	for _, field := range fields {
		key, value, ok := strings.Cut(field, "=")
		if !ok {
			return entry, errors.Errorf("invalid value %s", field)
		}
		switch key = strings.TrimSpace(strings.ToLower(key)); key {
		case "type":
			if value == client.ExporterTar || value == client.ExporterLocal {
				entry.Type = client.ExporterTar
			}
		case "dest", "push", "name", "tar":
		default:
			entry.Attrs[key] = value
		}
	}
	return entry, nil
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
	var archive buffer
	export, err := exportEntry(job.Output, &archive)
	if err != nil {
		return Answer{}, err
	}
	if job.Push != "" {
		export = client.ExportEntry{Type: client.ExporterImage, Attrs: map[string]string{"name": job.Push, "push": "true", "oci-mediatypes": "true"}}
	}
	steps := make(chan *client.SolveStatus)
	go func() {
		for range steps {
		}
	}()
	opt := client.SolveOpt{FrontendAttrs: job.Opts, LocalMounts: mounts, SharedKey: job.Key, Exports: []client.ExportEntry{export}}
	res, err := c.Build(context.Background(), opt, "oracle", func(ctx context.Context, gw gateway.Client) (*gateway.Result, error) {
		return gw.Solve(ctx, gateway.SolveRequest{Frontend: "dockerfile.v0", FrontendOpt: job.Opts})
	}, steps)
	if err != nil {
		return Answer{}, err
	}
	if job.Push != "" {
		return Answer{Digest: res.ExporterResponse["containerimage.digest"]}, nil
	}
	images, err := readArchive(archive.Bytes(), export.Type, strings.Split(job.Opts["platform"], ","))
	return Answer{Images: images}, err
}
