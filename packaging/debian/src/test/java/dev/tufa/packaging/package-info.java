/** The Debian packages that the build has made. */
@NullMarked
package dev.tufa.packaging;

import org.jspecify.annotations.NullMarked;
