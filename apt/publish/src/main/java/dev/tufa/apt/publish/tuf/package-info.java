/** TUF beside an archive: what its roles say of the archive, and publishing them. */
@NullMarked
package dev.tufa.apt.publish.tuf;

import org.jspecify.annotations.NullMarked;
