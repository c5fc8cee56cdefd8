/** The updater and its ports: what fetches, what stores metadata, what stores targets (TUF 1.0.34 §5). */
@NullMarked
package dev.tufa.tuf.client;

import org.jspecify.annotations.NullMarked;
