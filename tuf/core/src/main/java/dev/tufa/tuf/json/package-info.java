/** Strict JSON in, OLPC canonical JSON as the one representation: every value is a slice of canonical bytes. */
@NullMarked
package dev.tufa.tuf.json;

import org.jspecify.annotations.NullMarked;
