// Command translate turns a WebAssembly module into a Go package. ./dev derive
// runs it:
//
//	translate [-check] WASM2GO MODULE.wasm FOLDER
//
// FOLDER/module.go holds the functions, FOLDER/data.bin the deflated data of the
// module. A package of this module embeds the data and inflates it. With -check
// nothing is written: the command fails if the files are not current.
package main

import (
	"bytes"
	"compress/flate"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	check := flag.Bool("check", false, "compare only")
	flag.Parse()
	if flag.NArg() != 3 {
		fmt.Fprintln(os.Stderr, "usage: translate [-check] WASM2GO MODULE.wasm FOLDER")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), flag.Arg(2), *check); err != nil {
		fmt.Fprintln(os.Stderr, "translate:", err)
		os.Exit(1)
	}
}

func run(wasm2go, module, folder string, check bool) error {
	source, data, err := translate(wasm2go, module, filepath.Base(folder))
	if err != nil {
		return err
	}
	sourceFile, dataFile := filepath.Join(folder, "module.go"), filepath.Join(folder, "data.bin")
	if isCurrent(sourceFile, dataFile, source, data) {
		return nil
	}
	if check {
		return fmt.Errorf("%s is not current: run ./dev derive", folder)
	}
	packed, err := deflate(data)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(sourceFile, source, 0o644), os.WriteFile(dataFile, packed, 0o644))
}

// translate returns the source and the data. wasm2go embeds the data by its file
// name; those two lines give way to the package's own variable.
func translate(wasm2go, module, name string) (source, data []byte, err error) {
	work, err := os.MkdirTemp("", "translate")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(work)
	file := filepath.Join(work, "module.go")
	command := exec.Command(wasm2go, "-embed", "-pkg", name, "-o", file, module)
	command.Stderr = os.Stderr
	if err := command.Run(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", wasm2go, err)
	}
	if source, err = os.ReadFile(file); err != nil {
		return nil, nil, err
	}
	if data, err = os.ReadFile(filepath.Join(work, "module.dat")); err != nil {
		return nil, nil, err
	}
	for _, line := range []string{"\t_ \"embed\"\n", "//go:embed module.dat\n", "var data string\n"} {
		if bytes.Count(source, []byte(line)) != 1 {
			return nil, nil, fmt.Errorf("%s does not write %q once", wasm2go, line)
		}
		source = bytes.Replace(source, []byte(line), nil, 1)
	}
	if source, err = compact(source); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", wasm2go, err)
	}
	return source, data, nil
}

// isCurrent compares the data inflated: releases of Go may deflate differently.
func isCurrent(sourceFile, dataFile string, source, data []byte) bool {
	oldSource, err := os.ReadFile(sourceFile)
	packed, errData := os.ReadFile(dataFile)
	if err != nil || errData != nil || !bytes.Equal(oldSource, source) {
		return false
	}
	oldData, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	return err == nil && bytes.Equal(oldData, data)
}

func deflate(data []byte) ([]byte, error) {
	var packed bytes.Buffer
	writer, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = writer.Write(data)
	err = errors.Join(err, writer.Close())
	return packed.Bytes(), err
}
