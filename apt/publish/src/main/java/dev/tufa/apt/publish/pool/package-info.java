/** The packages that an archive has, in whatever suite: their files, and what is known of each without reading it again. */
@NullMarked
package dev.tufa.apt.publish.pool;

import org.jspecify.annotations.NullMarked;
