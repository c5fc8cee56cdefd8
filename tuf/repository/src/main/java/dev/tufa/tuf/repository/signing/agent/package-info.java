/** Keys that an ssh-agent holds. */
@NullMarked
package dev.tufa.tuf.repository.signing.agent;

import org.jspecify.annotations.NullMarked;
