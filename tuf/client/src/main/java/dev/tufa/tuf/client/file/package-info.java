/** Stores and repositories in folders: crash-safe, shared by processes, and closed to names that point elsewhere. */
@NullMarked
package dev.tufa.tuf.client.file;

import org.jspecify.annotations.NullMarked;
