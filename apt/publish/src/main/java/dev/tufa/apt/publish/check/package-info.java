/** The apt-get of this computer tries what is about to be published. */
@NullMarked
package dev.tufa.apt.publish.check;

import org.jspecify.annotations.NullMarked;
