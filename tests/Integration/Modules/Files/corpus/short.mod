module example.com/short
require example.com/a v1
require example.com/b v1.2
