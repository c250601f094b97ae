module example.com/open

require (
	example.com/a v1.0.0
