// Makes testing/transparency-log/vectors.json, with implementations that are not Lethe's: golang.org/x/mod v0.43.0 (note, tlog) and
// filippo.io/torchwood v0.9.0. Everything but the cosignature, which has the time in it, comes out the same each time. In a folder of its own:
//
//	go mod init vectors && go get golang.org/x/mod@v0.43.0 filippo.io/torchwood@v0.9.0
//	go run vectors.go > vectors.json
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "lethe.example.test/ledger/3f0c2a"

type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = m[at]
	}
	return out, nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func leaf(i int64) []byte { return []byte(fmt.Sprintf("entry %d ☂", i)) }

type inclusion struct {
	Size  int64       `json:"size"`
	Index int64       `json:"index"`
	Proof []tlog.Hash `json:"proof"`
}
type consistency struct {
	Old   int64       `json:"old"`
	Size  int64       `json:"size"`
	Proof []tlog.Hash `json:"proof"`
}
type tile struct {
	Path string `json:"path"`
	// SHA-256 of the tile's bytes, as a record hash of them, to keep the file small.
	Digest tlog.Hash `json:"digest"`
}

func main() {
	const size = 70_001
	var hashes memory
	roots := map[int64]tlog.Hash{}
	wanted := map[int64]bool{}
	for i := int64(0); i <= 40; i++ {
		wanted[i] = true
	}
	for _, i := range []int64{255, 256, 257, 511, 512, 513, 700, 65535, 65536, 65537, 70000, 70001} {
		wanted[i] = true
	}
	roots[0] = must(tlog.TreeHash(0, hashes))
	for i := int64(0); i < size; i++ {
		hashes = append(hashes, must(tlog.StoredHashes(i, leaf(i), hashes))...)
		if wanted[i+1] {
			roots[i+1] = must(tlog.TreeHash(i+1, hashes))
		}
	}

	var inclusions []inclusion
	for _, at := range [][2]int64{{1, 0}, {2, 1}, {3, 2}, {7, 0}, {7, 6}, {8, 3}, {37, 36}, {37, 4}, {256, 255}, {257, 256},
		{513, 511}, {700, 699}, {65537, 65536}, {65537, 1}, {70001, 0}, {70001, 65535}, {70001, 70000}} {
		inclusions = append(inclusions, inclusion{at[0], at[1], must(tlog.ProveRecord(at[0], at[1], hashes))})
	}
	var consistencies []consistency
	for _, at := range [][2]int64{{1, 1}, {1, 2}, {2, 3}, {3, 7}, {4, 7}, {6, 8}, {7, 8}, {8, 37}, {36, 37}, {255, 257}, {256, 257},
		{256, 700}, {512, 513}, {700, 70001}, {65536, 65537}, {65536, 70001}, {65537, 70001}, {70000, 70001}} {
		consistencies = append(consistencies, consistency{at[0], at[1], must(tlog.ProveTree(at[1], at[0], hashes))})
	}
	var tiles []tile
	for _, t := range []tlog.Tile{{H: 8, L: 0, N: 0, W: 256}, {H: 8, L: 0, N: 273, W: 113}, {H: 8, L: 1, N: 0, W: 256},
		{H: 8, L: 1, N: 1, W: 17}, {H: 8, L: 2, N: 0, W: 1}} {
		data := must(tlog.ReadTileData(t, hashes))
		tiles = append(tiles, tile{torchwood.TilePath(t), tlog.RecordHash(data)})
	}
	var paths []string
	for _, t := range []tlog.Tile{{H: 8, L: 0, N: 1234067, W: 256}, {H: 8, L: 3, N: 999, W: 7}, {H: 8, L: 63, N: 1000, W: 255},
		{H: 8, L: -1, N: 5, W: 256}, {H: 8, L: -1, N: 123456789012, W: 1}} {
		paths = append(paths, torchwood.TilePath(t))
	}

	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))
	vkey := must(note.NewEd25519VerifierKey(origin, private.Public().(ed25519.PublicKey)))
	signer := must(note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", origin, must(note.NewVerifier(vkey)).KeyHash(),
		base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...)))))
	witness := must(torchwood.NewCosignatureSigner("witness.example.test/w1", ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))))

	checkpoint := torchwood.Checkpoint{Origin: origin, Tree: tlog.Tree{N: 700, Hash: roots[700]}}.String()
	signed := must(note.Sign(&note.Note{Text: checkpoint}, signer))
	cosigned := must(note.Sign(&note.Note{Text: checkpoint}, signer, witness))
	record := must(tlog.ProveRecord(700, 42, hashes))

	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(map[string]any{
		"leafPattern": "entry <index> ☂", "origin": origin, "vkey": vkey, "witnessVkey": witness.Verifier().String(),
		"roots": roots, "inclusions": inclusions, "consistencies": consistencies, "tiles": tiles, "tilePaths": paths,
		"signed": string(signed), "cosigned": string(cosigned),
		"proof":      string(torchwood.FormatProof(42, record, cosigned)),
		"extraProof": string(torchwood.FormatProofWithExtraData(42, []byte("from Lethe"), record, signed)),
	}); err != nil {
		panic(err)
	}
}
