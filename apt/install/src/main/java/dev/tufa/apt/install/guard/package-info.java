/** What is asked of an archive once apt has read it, and of what apt would do then: by whoever prepares, and by root again. */
@NullMarked
package dev.tufa.apt.install.guard;

import org.jspecify.annotations.NullMarked;
