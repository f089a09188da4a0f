# packed: stdin is a stream of gzip members, each a piece of one tar; else a tar.
exec tar "-xp${packed:+z}f" -
