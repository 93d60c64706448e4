// Verifies a running Lethe's ledger as a stranger does, with implementations that are not Lethe's: golang.org/x/mod (note, tlog) and
// filippo.io/torchwood. Everything of the tree is read over HTTP and held against the checkpoint; the events are those of an export.
//
//	go run verify.go ADDRESS VKEY CHECKPOINT EXPORT PROOF EARLIER-CHECKPOINT
//
// ADDRESS is that of Lethe with "/api/ledger/" behind it, whose checkpoint was fetched before the export; PROOF is that of one event.
package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Println("Not verified:", err)
		os.Exit(1)
	}
	return value
}

func main() {
	ctx := context.Background()
	address, vkey, checkpointFile, export, proofFile, earlierFile :=
		os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5], os.Args[6]
	verifier := must(note.NewVerifier(vkey))
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(verifier.Name()), torchwood.SingleVerifierPolicy(verifier))
	fetcher := must(torchwood.NewTileFetcher(address))
	checkpoint, _, err := torchwood.VerifyCheckpoint(must(os.ReadFile(checkpointFile)), policy)
	must(0, err)
	reader := torchwood.TileHashReaderWithContext(ctx, checkpoint.Tree, fetcher)

	file := must(os.Open(export))
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	var records []tlog.Hash
	for lines.Scan() {
		records = append(records, tlog.RecordHash(bytes.Clone(lines.Bytes())))
	}
	must(0, lines.Err())
	if int64(len(records)) < checkpoint.N {
		must(0, fmt.Errorf("the export has %d events, the checkpoint %d", len(records), checkpoint.N))
	}
	for index := range checkpoint.N {
		must(0, tlog.CheckRecord(must(tlog.ProveRecord(checkpoint.N, index, reader)), checkpoint.N, checkpoint.Hash, index, records[index]))
	}

	proof := must(os.ReadFile(proofFile))
	match := regexp.MustCompile(`(?m)^index (\d+)$`).FindSubmatch(proof)
	if match == nil {
		must(0, fmt.Errorf("the proof has no index"))
	}
	must(0, torchwood.VerifyProof(policy, records[must(strconv.Atoi(string(match[1])))], proof))

	earlier, _, err := torchwood.VerifyCheckpoint(must(os.ReadFile(earlierFile)), policy)
	must(0, err)
	tree := must(tlog.ProveTree(checkpoint.N, earlier.N, reader))
	must(0, tlog.CheckTree(tree, checkpoint.N, checkpoint.Hash, earlier.N, earlier.Hash))
	fmt.Printf("Verified: %d events of %s.\n", checkpoint.N, checkpoint.Origin)
}
