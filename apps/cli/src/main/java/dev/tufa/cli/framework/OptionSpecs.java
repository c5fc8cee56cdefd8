package dev.tufa.cli.framework;

import org.apache.commons.cli.Option;

/** Options with long names: the only kind there is here. */
public final class OptionSpecs {
    private OptionSpecs() {}

    /** An option without a value. */
    public static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    /** An option with a value. */
    public static Option valued(String name, String valueName, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(valueName)
                .desc(description)
                .get();
    }

    /** The option of commands that speak to scripts as well. */
    public static Option json() {
        return flag("json", "print the result as JSON, one value on one line");
    }
}
