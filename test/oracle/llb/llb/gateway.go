package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"

	"github.com/containerd/platforms"
	"github.com/distribution/reference"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/pkg/errors"
)

// gateway answers what the frontend asks its builder: options, image configs; no file can be read.
type gateway struct {
	client.Client
	opts          map[string]string
	images        map[string]json.RawMessage
	buildPlatform ocispecs.Platform
}

func (g *gateway) BuildOpts() client.BuildOpts {
	opts := map[string]string{}
	for k, v := range g.opts {
		opts[k] = v
	}
	return client.BuildOpts{
		Opts:    opts,
		Workers: []client.WorkerInfo{{Platforms: []ocispecs.Platform{g.buildPlatform}}},
		LLBCaps: pb.Caps.CapSet(pb.Caps.All()),
		Caps:    gwpb.Caps.CapSet(gwpb.Caps.All()),
	}
}

func (g *gateway) Inputs(context.Context) (map[string]llb.State, error) { return nil, nil }

func (g *gateway) Warn(context.Context, digest.Digest, string, client.WarnOpts) error { return nil }

func (g *gateway) Solve(context.Context, client.SolveRequest) (*client.Result, error) {
	res := client.NewResult()
	res.SetRef(noFiles{})
	return res, nil
}

// ResolveImageConfig gives an image's config with the platform asked for; the digest follows from both.
func (g *gateway) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return "", "", nil, err
	}
	name := strings.TrimSuffix(reference.FamiliarString(named), ":latest")
	entry, ok := g.images[name]
	if !ok {
		return "", "", nil, errors.Errorf("no image %s in this case", name)
	}
	var image map[string]any
	if err := json.Unmarshal(entry, &image); err != nil {
		return "", "", nil, err
	}
	p := platforms.Normalize(*opt.ImageOpt.Platform)
	image["os"], image["architecture"] = p.OS, p.Architecture
	if p.Variant != "" {
		image["variant"] = p.Variant
	}
	if _, ok := image["rootfs"]; !ok {
		image["rootfs"] = map[string]any{"type": "layers", "diff_ids": []string{digest.FromString(name).String()}}
	}
	dt, err := json.Marshal(image)
	if err != nil {
		return "", "", nil, err
	}
	dgst := digest.FromBytes(append(dt, name...))
	if _, pinned := named.(reference.Digested); !pinned {
		ref += "@" + dgst.String()
	}
	return ref, dgst, dt, nil
}

// noFiles is a context without files: what .dockerignore hides is not the frontend's business.
type noFiles struct{ client.Reference }

func (noFiles) ReadFile(context.Context, client.ReadRequest) ([]byte, error) {
	return nil, os.ErrNotExist
}
