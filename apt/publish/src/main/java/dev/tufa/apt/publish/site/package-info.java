/** Pages about an archive for people: plain files, the same bytes for the same archive. */
@NullMarked
package dev.tufa.apt.publish.site;

import org.jspecify.annotations.NullMarked;
