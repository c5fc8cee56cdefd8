/** The commands about keys: {@code tufa repo key …} and {@code tufa key …}. */
@NullMarked
package dev.tufa.cli.key;

import org.jspecify.annotations.NullMarked;
