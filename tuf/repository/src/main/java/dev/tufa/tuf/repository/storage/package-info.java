/** What the repository asks of a file system, in requests that can each succeed, fail or be the last one. */
@NullMarked
package dev.tufa.tuf.repository.storage;

import org.jspecify.annotations.NullMarked;
