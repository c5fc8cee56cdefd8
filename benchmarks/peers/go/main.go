// A client by go-tuf. With two arguments more it updates again and again for so many seconds, at least
// twice, and prints how many microseconds each time took. The clients in other languages beside it take the same arguments:
//
//	OPERATION STATE URL ROOT TARGET [SECONDS CACHE]
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

func update(operation, state, url string, root []byte, targets []string) error {
	metadataDir := filepath.Join(state, "metadata")
	// go-tuf begins with the root that it is given; the newest one that it trusted saves it the way from the first.
	if stored, err := os.ReadFile(filepath.Join(metadataDir, "root.json")); err == nil {
		root = stored
	}
	cfg, err := config.New(url+"metadata", root)
	if err != nil {
		return err
	}
	cfg.LocalMetadataDir = metadataDir
	cfg.LocalTargetsDir = filepath.Join(state, "targets")
	cfg.RemoteTargetsURL = url + "targets"
	// The defaults are too small for the largest repository here.
	cfg.SnapshotMaxLength = 16 << 20
	cfg.TargetsMaxLength = 64 << 20
	client, err := updater.New(cfg)
	if err != nil {
		return err
	}
	if err := client.Refresh(); err != nil {
		return err
	}
	if operation != "download" {
		return nil
	}
	for _, target := range targets {
		if err := download(client, target); err != nil {
			return err
		}
	}
	return nil
}

func download(client *updater.Updater, target string) error {
	info, err := client.GetTargetInfo(target)
	if err != nil {
		return err
	}
	path, _, err := client.FindCachedTarget(info, "")
	if err != nil || path != "" {
		return err
	}
	_, _, err = client.DownloadTarget(info, "", "")
	return err
}

// A target, or @ and a file with one target in each line.
func targetsOf(argument string) ([]string, error) {
	file, many := strings.CutPrefix(argument, "@")
	if !many {
		return []string{argument}, nil
	}
	text, err := os.ReadFile(file)
	return strings.Fields(string(text)), err
}

func run(arguments []string) error {
	operation, state, url, rootFile := arguments[0], arguments[1], arguments[2], arguments[3]
	root, err := os.ReadFile(rootFile)
	if err != nil {
		return err
	}
	targets, err := targetsOf(arguments[4])
	if err != nil {
		return err
	}
	if len(arguments) == 5 {
		return update(operation, state, url, root, targets)
	}
	seconds, err := strconv.ParseFloat(arguments[5], 64)
	if err != nil {
		return err
	}
	end := time.Now().Add(time.Duration(seconds * float64(time.Second)))
	for number := 0; number < 2 || time.Now().Before(end); number++ {
		folder := state
		if arguments[6] == "cold" {
			folder = filepath.Join(state, strconv.Itoa(number))
		}
		start := time.Now()
		if err := update(operation, folder, url, root, targets); err != nil {
			return err
		}
		fmt.Println(time.Since(start).Microseconds())
	}
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
