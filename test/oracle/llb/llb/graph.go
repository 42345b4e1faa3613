package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/solver"
	"github.com/moby/buildkit/solver/llbsolver/ops"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/pkg/errors"
)

type forgiven struct{ envOrder, cacheMountID, selection bool }

// graph is a marshaled definition whose vertices are keyed as BuildKit's solver keys them.
type graph struct {
	ops map[string]*pb.Op
	// forgiven names what test/oracle/EXEMPT lists and what is therefore left out of the keys.
	forgiven forgiven
	gateway  *gateway
	head     *pb.Input
	keys     map[string]string
	printed  map[string]any
}

func newGraph(def *pb.Definition, forgiven forgiven, gateway *gateway) (*graph, error) {
	g := &graph{forgiven: forgiven, gateway: gateway, ops: map[string]*pb.Op{}, keys: map[string]string{}, printed: map[string]any{}}
	for _, dt := range def.Def {
		var op pb.Op
		if err := op.UnmarshalVT(dt); err != nil {
			return nil, errors.Wrap(err, "unmarshal op")
		}
		g.ops[digest.FromBytes(dt).String()] = &op
		if op.Op == nil && len(op.Inputs) > 0 {
			g.head = op.Inputs[0]
		}
	}
	return g, nil
}

func (g *graph) root(ctx context.Context) (string, error) {
	if g.head == nil {
		return "scratch", nil
	}
	return g.input(ctx, g.head)
}

func (g *graph) input(ctx context.Context, in *pb.Input) (string, error) {
	key, err := g.key(ctx, in.Digest)
	if err != nil {
		return "", err
	}
	dt, err := json.Marshal([]any{key, in.Index})
	return digestOf(dt), err
}

func (g *graph) key(ctx context.Context, dgst string) (string, error) {
	if key, ok := g.keys[dgst]; ok {
		return key, nil
	}
	op, ok := g.ops[dgst]
	if !ok {
		return "", errors.Errorf("no vertex %s", dgst)
	}
	inputs := make([]string, len(op.Inputs))
	for i, in := range op.Inputs {
		key, err := g.input(ctx, in)
		if err != nil {
			return "", err
		}
		inputs[i] = key
	}
	if g.forgiven.selection {
		g.loosen(op)
	}
	if exec := op.GetExec(); exec != nil {
		g.forgiven.apply(exec)
	}
	own, err := g.ownKey(ctx, op)
	if err != nil {
		return "", err
	}
	dt, err := json.Marshal(map[string]any{"own": own, "inputs": inputs})
	if err != nil {
		return "", err
	}
	key := digestOf(dt)
	g.keys[dgst] = key
	g.printed[key] = map[string]any{"op": op, "own": own, "inputs": inputs}
	return key, nil
}

// ownKey is the part of a vertex's cache key that does not come from its inputs. For RUN and file operations BuildKit's
// own code computes it; content selected from an input
// is known here by its path only.
func (g *graph) ownKey(ctx context.Context, op *pb.Op) (any, error) {
	switch o := op.Op.(type) {
	case *pb.Op_Source:
		return g.sourceKey(ctx, op, o.Source)
	case *pb.Op_Exec:
		exec, err := ops.NewExecOp(vertex(op), o, op.Platform, nil, nil, nil, nil, nil, nil, false)
		if err != nil {
			return nil, err
		}
		return cacheMapKey(ctx, exec)
	case *pb.Op_File:
		paths := sourcePaths(o.File)
		file, err := ops.NewFileOp(vertex(op), o, nil, nil, nil)
		if err != nil {
			return nil, err
		}
		key, err := cacheMapKey(ctx, file)
		return []any{key, paths}, err
	case *pb.Op_Merge:
		return "merge", nil
	case *pb.Op_Diff:
		return "diff", nil
	default:
		return nil, errors.Errorf("unknown operation %T", op.Op)
	}
}

type keyed interface {
	CacheMap(ctx context.Context, job solver.JobContext, index int) (*solver.CacheMap, bool, error)
}

func cacheMapKey(ctx context.Context, op keyed) (any, error) {
	m, _, err := op.CacheMap(ctx, nil, 0)
	if err != nil {
		return nil, err
	}
	selectors := make([]string, len(m.Deps))
	for i, dep := range m.Deps {
		selectors[i] = dep.Selector.String()
	}
	return []any{m.Digest.String(), selectors}, nil
}

// sourcePaths keeps the whole source path of each copy, of which the key keeps the base name only: in its place BuildKit
// has the content, which is not known here.
func sourcePaths(file *pb.FileOp) []string {
	var paths []string
	for _, action := range file.Actions {
		if c := action.GetCopy(); c != nil {
			paths = append(paths, c.Src)
		}
	}
	return paths
}

// loosen takes out of a copy how it names files of a context, for the digest has the files in its place.
func (g *graph) loosen(op *pb.Op) {
	file := op.GetFile()
	if file == nil {
		return
	}
	for _, action := range file.Actions {
		c := action.GetCopy()
		if c == nil || !g.isContext(op, int(action.SecondaryInput)) {
			continue
		}
		c.Src, c.AllowWildcard, c.AllowEmptyWildcard = "", false, false
		c.IncludePatterns, c.ExcludePatterns, c.RequiredPaths = nil, nil, nil
	}
}

func (g *graph) isContext(op *pb.Op, input int) bool {
	if input < 0 || input >= len(op.Inputs) {
		return false
	}
	src := g.ops[op.Inputs[input].Digest].GetSource()
	return src != nil && strings.HasPrefix(src.Identifier, "local://")
}

// sourceKey drops what an op carries only to transfer files well, and the address of a file whose content is known by
// checksum (source/http/source.go formatCacheKey). An image that the frontend left without a digest is what its name
// stands for when it is built.
func (g *graph) sourceKey(ctx context.Context, op *pb.Op, src *pb.SourceOp) (any, error) {
	scheme, rest, _ := strings.Cut(src.Identifier, "://")
	switch scheme {
	case "local":
		return []any{"local", rest}, nil
	case "docker-image":
		_, dgst, pinned := strings.Cut(rest, "@")
		if !pinned {
			p := op.Platform
			platform := &ocispecs.Platform{OS: p.OS, Architecture: p.Architecture, Variant: p.Variant}
			_, found, _, err := g.gateway.ResolveImageConfig(ctx, rest, sourceresolver.Opt{ImageOpt: &sourceresolver.ResolveImageOpt{Platform: platform}})
			if err != nil {
				return nil, err
			}
			dgst = found.String()
		}
		return []any{"image", dgst, op.Platform}, nil
	case "http", "https":
		if src.Attrs["http.checksum"] != "" {
			return []any{"http", src.Attrs}, nil
		}
	}
	return []any{src.Identifier, src.Attrs, op.Platform}, nil
}

// apply takes out the order of variables and the ids of cache mounts.
func (f forgiven) apply(exec *pb.ExecOp) {
	if f.envOrder {
		slices.Sort(exec.Meta.Env)
	}
	for _, m := range exec.Mounts {
		if f.cacheMountID && m.CacheOpt != nil {
			m.CacheOpt.ID, m.CacheOpt.Sharing = "", 0
		}
	}
}

// imageConfig is what an image is besides its files, without times and history.
func imageConfig(res *dockerfile2llb.Result) []byte {
	image := *res.Image
	image.Created, image.History, image.RootFS.DiffIDs = nil, nil, nil
	image.Config.Env = slices.Clone(image.Config.Env)
	slices.Sort(image.Config.Env)
	dt, err := json.Marshal([]any{image, res.Epoch})
	if err != nil {
		panic(err)
	}
	return dt
}

func digestOf(dt []byte) string { return digest.FromBytes(dt).Encoded()[:32] }

// stub is the little a vertex must be for its key to be computed.
type stub struct{ op *pb.Op }

func vertex(op *pb.Op) solver.Vertex { return stub{op} }

func (s stub) Digest() digest.Digest         { return "" }
func (s stub) Sys() any                      { return s.op }
func (s stub) Options() solver.VertexOptions { return solver.VertexOptions{} }
func (s stub) Inputs() []solver.Edge         { return make([]solver.Edge, len(s.op.Inputs)) }
func (s stub) Name() string                  { return "" }
