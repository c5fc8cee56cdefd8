/** How an archive is verified: its releases, indexes, pool and TUF, each by itself, and by apt-get. */
@NullMarked
package dev.tufa.apt.publish.inspect;

import org.jspecify.annotations.NullMarked;
