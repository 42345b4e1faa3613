package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/moby/buildkit/client"
	"github.com/pkg/errors"
)

// Image is what one platform's image holds; a file system that was exported without an image is one layer.
type Image struct {
	Platform string          `json:"platform"`
	Config   json.RawMessage `json:"config,omitempty"`
	Layers   []string        `json:"layers"`
	Entries  [][]string      `json:"entries"`
}

// builds is later than the times of everything that builds are made of (pool.ts, real-files.ts): a later time is a build's.
var builds = time.Unix(1_760_000_000, 0)

type descriptor struct {
	Digest    string `json:"digest"`
	MediaType string `json:"mediaType"`
	Platform  struct {
		OS           string `json:"os"`
		Architecture string `json:"architecture"`
	} `json:"platform"`
}

func readArchive(dt []byte, kind string, platforms []string) ([]Image, error) {
	if kind == client.ExporterTar {
		entries, err := readLayer(dt)
		return []Image{{Platform: strings.Join(platforms, ","), Layers: []string{sum(entries)}, Entries: [][]string{entries}}}, err
	}
	files := map[string][]byte{}
	r := tar.NewReader(bytes.NewReader(dt))
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
	blob := func(d descriptor) []byte { return files["blobs/"+strings.Replace(d.Digest, ":", "/", 1)] }
	manifests, err := readIndex(files["index.json"])
	if err != nil || len(manifests) != 1 {
		return nil, errors.Errorf("index: %v, %d manifests", err, len(manifests))
	}
	if !strings.Contains(manifests[0].MediaType, "index") && !strings.Contains(manifests[0].MediaType, "list") {
		image, err := readImage(blob, manifests[0], platforms[0])
		return []Image{image}, err
	}
	if manifests, err = readIndex(blob(manifests[0])); err != nil {
		return nil, err
	}
	var images []Image
	for _, d := range manifests {
		image, err := readImage(blob, d, d.Platform.OS+"/"+d.Platform.Architecture)
		if err != nil {
			return nil, err
		}
		images = append(images, image)
	}
	return images, nil
}

func readIndex(dt []byte) ([]descriptor, error) {
	var index struct {
		Manifests []descriptor `json:"manifests"`
	}
	err := json.Unmarshal(dt, &index)
	return index.Manifests, err
}

func readImage(blob func(descriptor) []byte, d descriptor, platform string) (image Image, err error) {
	image.Platform = platform
	var manifest struct {
		Config descriptor   `json:"config"`
		Layers []descriptor `json:"layers"`
	}
	if err := json.Unmarshal(blob(d), &manifest); err != nil {
		return image, err
	}
	if image.Config, err = plainConfig(blob(manifest.Config)); err != nil {
		return image, err
	}
	for _, layer := range manifest.Layers {
		entries, err := readLayer(blob(layer))
		if err != nil {
			return image, err
		}
		image.Layers = append(image.Layers, sum(entries))
		image.Entries = append(image.Entries, entries)
	}
	return image, nil
}

func sum(entries []string) string {
	sum := sha256.Sum256([]byte(strings.Join(entries, "\n")))
	return hex.EncodeToString(sum[:8])
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

func decompress(dt []byte) (io.Reader, error) {
	switch {
	case bytes.HasPrefix(dt, []byte{0x1f, 0x8b}):
		return gzip.NewReader(bytes.NewReader(dt))
	case bytes.HasPrefix(dt, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return zstd.NewReader(bytes.NewReader(dt))
	}
	return bytes.NewReader(dt), nil
}

func readLayer(dt []byte) ([]string, error) {
	in, err := decompress(dt)
	if err != nil {
		return nil, err
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
		content := sha256.New()
		if _, err := io.Copy(content, r); err != nil {
			return nil, err
		}
		entries = append(entries, fmt.Sprintf("%s %c %o %d:%d %s %d,%d%s %s %x", h.Name, h.Typeflag, h.Mode, h.Uid, h.Gid, h.Linkname,
			h.Devmajor, h.Devminor, attributes(h), modified(h), content.Sum(nil)[:6]))
	}
	sort.Strings(entries)
	return entries, nil
}

func attributes(h *tar.Header) string {
	var found []string
	for name, value := range h.PAXRecords {
		if strings.HasPrefix(name, "SCHILY.xattr.") {
			found = append(found, fmt.Sprintf(" %s=%x", name, value))
		}
	}
	sort.Strings(found)
	return strings.Join(found, "")
}

func modified(h *tar.Header) string {
	if h.ModTime.After(builds) {
		return "now"
	}
	return h.ModTime.UTC().Format("2006-01-02T15:04:05")
}
