module (
	// Deprecated: in a block
	example.com/blocks
)
require ( // after the parenthesis
) // and after this
exclude ()
require (

	// one


	// two

	example.com/a v1.0.0

	example.com/b v1.0.0
	// trailing
)
