@NullMarked
package dev.tufa.tuf.repository.signing.online;

import org.jspecify.annotations.NullMarked;
