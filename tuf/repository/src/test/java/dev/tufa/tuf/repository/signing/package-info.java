@NullMarked
package dev.tufa.tuf.repository.signing;

import org.jspecify.annotations.NullMarked;
