@NullMarked
package dev.tufa.tuf.repository.storage;

import org.jspecify.annotations.NullMarked;
