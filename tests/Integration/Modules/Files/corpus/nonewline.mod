module example.com/nonewline
go 1.20