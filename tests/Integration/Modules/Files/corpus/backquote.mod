module `example.com/backquote`
