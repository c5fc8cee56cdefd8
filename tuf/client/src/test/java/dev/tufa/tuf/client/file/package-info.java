@NullMarked
package dev.tufa.tuf.client.file;

import org.jspecify.annotations.NullMarked;
