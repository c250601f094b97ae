module example.com/conflict

require (
<<<<<<< HEAD
	example.com/a v1.0.0
=======
	example.com/a v1.0.1
>>>>>>> other
)
