module example.com/plain

go 1.26.0

require example.com/one v1.2.3
