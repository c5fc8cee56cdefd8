package dev.tufa.tuf.client;

import java.net.URI;

/** Where a file is on a mirror. */
record Source(Mirror mirror, URI uri) {}
