// Command image builds with a real buildkitd and tells what the image holds: its config, and for each layer a digest of
// all entries without their times. A build with a name is pushed under it as well.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"sync"

	"github.com/moby/buildkit/client"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	"github.com/pkg/errors"
	"github.com/tonistiigi/fsutil"
)

// Case is one build; Push is the name to push it under, instead of looking at it.
type Case struct {
	ID     int               `json:"id"`
	Opts   map[string]string `json:"opts"`
	Locals map[string]string `json:"locals"`
	Key    string            `json:"key"`
	Push   string            `json:"push"`
}

// Answer has the digest of what was pushed, or what the image holds.
type Answer struct {
	ID      int             `json:"id"`
	Digest  string          `json:"digest,omitempty"`
	Config  json.RawMessage `json:"config,omitempty"`
	Layers  []string        `json:"layers,omitempty"`
	Entries [][]string      `json:"entries,omitempty"`
	Error   string          `json:"error,omitempty"`
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
	export := client.ExportEntry{Type: client.ExporterOCI, Output: func(map[string]string) (io.WriteCloser, error) { return &archive, nil }}
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
	return readArchive(archive.Bytes())
}

type descriptor struct {
	Digest    string `json:"digest"`
	MediaType string `json:"mediaType"`
}

func readArchive(dt []byte) (a Answer, err error) {
	files := map[string][]byte{}
	r := tar.NewReader(bytes.NewReader(dt))
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return a, err
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			return a, err
		}
	}
	blob := func(d descriptor) []byte { return files["blobs/"+strings.Replace(d.Digest, ":", "/", 1)] }
	var index struct {
		Manifests []descriptor `json:"manifests"`
	}
	if err := json.Unmarshal(files["index.json"], &index); err != nil || len(index.Manifests) != 1 {
		return a, errors.Errorf("index: %v, %d manifests", err, len(index.Manifests))
	}
	var manifest struct {
		Config descriptor   `json:"config"`
		Layers []descriptor `json:"layers"`
	}
	if err := json.Unmarshal(blob(index.Manifests[0]), &manifest); err != nil {
		return a, err
	}
	if a.Config, err = plainConfig(blob(manifest.Config)); err != nil {
		return a, err
	}
	for _, layer := range manifest.Layers {
		entries, err := readLayer(blob(layer))
		if err != nil {
			return a, err
		}
		sum := sha256.Sum256([]byte(strings.Join(entries, "\n")))
		a.Layers = append(a.Layers, hex.EncodeToString(sum[:8]))
		a.Entries = append(a.Entries, entries)
	}
	return a, nil
}

// plainConfig leaves out times, history and diff ids, which depend on times.
func plainConfig(dt []byte) ([]byte, error) {
	var image map[string]any
	if err := json.Unmarshal(dt, &image); err != nil {
		return nil, err
	}
	for _, name := range []string{"created", "history", "rootfs"} {
		delete(image, name)
	}
	return json.Marshal(image)
}

func readLayer(dt []byte) ([]string, error) {
	var in io.Reader = bytes.NewReader(dt)
	if bytes.HasPrefix(dt, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = z
	}
	var entries []string
	r := tar.NewReader(in)
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		sum := sha256.New()
		if _, err := io.Copy(sum, r); err != nil {
			return nil, err
		}
		entries = append(entries, fmt.Sprintf("%s %c %o %d:%d %s %x", h.Name, h.Typeflag, h.Mode, h.Uid, h.Gid, h.Linkname, sum.Sum(nil)[:6]))
	}
	sort.Strings(entries)
	return entries, nil
}
