/** What an archive keeps to: the file {@code archive.conf}. */
@NullMarked
package dev.tufa.apt.publish.conf;

import org.jspecify.annotations.NullMarked;
