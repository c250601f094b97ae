// A file with every directive.

// Deprecated: use example.com/new
// in its place.
module example.com/full/v2 // the module

go 1.25.0

toolchain go1.26.1

godebug default=go1.24

godebug (
	panicnil=1 // as before
	http2client=0
)

require (
	example.com/direct v1.0.0
	example.com/also v0.0.0-20240102030405-abcdefabcdef // indirect; for the tool

	// a comment before
	example.com/old v2.0.0+incompatible // indirect
	gopkg.in/yaml.v3 v3.0.1 //indirect
)

require "example.com/quoted" "v1.1.0" // indirect text

exclude example.com/direct v0.9.0

exclude (
	example.com/direct v0.9.1
)

replace example.com/one => ../one

replace (
	example.com/two v1.2.3 => example.com/fork v1.2.4
	example.com/three => "./with space"
	example.com/four => /abs/olute
)

// broken on Windows
retract v2.0.0

// a whole range
retract (
	[v2.1.0, v2.1.9]
	v2.2.0 // the last one
	// both
	v2.3.0
)

tool example.com/direct/cmd/tool

tool (
	example.com/also/a
	example.com/also/b
)

ignore ./node_modules

ignore (
	build
	./static
)
