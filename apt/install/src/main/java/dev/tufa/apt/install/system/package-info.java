/** What a system's apt is set up with: its lists of sources, and the keys that they trust. */
@NullMarked
package dev.tufa.apt.install.system;

import org.jspecify.annotations.NullMarked;
