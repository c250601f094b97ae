module example.com/unknown
requires example.com/a v1.0.0
