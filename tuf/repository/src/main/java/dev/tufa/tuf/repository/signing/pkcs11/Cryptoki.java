package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#11 module, through the JDK's own wrapper of the C interface. The wrapper is not exported: the process has to be started
 * with {@code --add-exports}, and nothing of it can be named when this is compiled, hence reflection. This class alone knows it.
 */
final class Cryptoki {
    private static final String WRAPPER = "sun.security.pkcs11.wrapper.";
    private static final long SERIAL_SESSION = 4;
    private static final long USER = 1;
    private static final int MOST_OBJECTS = 16;

    private final Path module;
    private final Object functions;

    private Cryptoki(Path module, Object functions) {
        this.module = module;
        this.functions = functions;
    }

    /**
     * Loads a module; the platform keeps it loaded.
     *
     * @throws KeyUnreachableException if there is no such module, or this process was not started for it
     */
    static Cryptoki load(Path module) throws IOException {
        requireExport();
        if (!Files.isReadable(module)) {
            throw new KeyUnreachableException("pkcs11: expected a module at %s, got no file".formatted(module));
        }
        try {
            Method instance = type("PKCS11")
                    .getMethod("getInstance", String.class, String.class, type("CK_C_INITIALIZE_ARGS"), boolean.class);
            Object functions = instance.invoke(null, module.toString(), "C_GetFunctionList", null, false);
            return new Cryptoki(module, functions);
        } catch (InvocationTargetException e) {
            throw new KeyUnreachableException(
                    "pkcs11: expected a module at %s, got %s".formatted(module, cause(e).getMessage()), cause(e));
        } catch (ReflectiveOperationException e) {
            throw new KeyUnreachableException("pkcs11: expected the PKCS#11 wrapper of JDK 17 to 25, got another", e);
        }
    }

    private static void requireExport() throws KeyUnreachableException {
        Module wrapper = ModuleLayer.boot()
                .findModule("jdk.crypto.cryptoki")
                .orElseThrow(() -> new KeyUnreachableException(
                        "pkcs11: expected a Java with the module jdk.crypto.cryptoki, got one without"));
        Module own = Cryptoki.class.getModule();
        if (!wrapper.isExported(WRAPPER.substring(0, WRAPPER.length() - 1), own)) {
            throw new KeyUnreachableException(
                    "pkcs11: expected Java to be started with --add-exports jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=%s,"
                                    .formatted(own.isNamed() ? own.getName() : "ALL-UNNAMED")
                            + " got a start without");
        }
    }

    /** The file of the module. */
    Path module() {
        return module;
    }

    /** The numbers of the slots that have a token. */
    long[] slotsWithToken() throws IOException {
        return (long[]) call("C_GetSlotList", List.of(boolean.class), true);
    }

    /** What a token says of itself. */
    TokenInfo tokenInfo(long slot) throws IOException {
        Object info = call("C_GetTokenInfo", List.of(long.class), slot);
        try {
            return new TokenInfo(
                    slot,
                    text(info, "label"),
                    text(info, "serialNumber"),
                    info.getClass().getField("flags").getLong(info));
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private static String text(Object info, String field) throws ReflectiveOperationException {
        return new String((char[]) info.getClass().getField(field).get(info)).strip();
    }

    boolean offers(long slot, long mechanism) throws IOException {
        long[] offered = (long[]) call("C_GetMechanismList", List.of(long.class), slot);
        return Arrays.stream(offered).anyMatch(one -> one == mechanism);
    }

    long openSession(long slot) throws IOException {
        return (long) call(
                "C_OpenSession",
                List.of(long.class, long.class, Object.class, type("CK_NOTIFY")),
                slot,
                SERIAL_SESSION,
                null,
                null);
    }

    void closeSession(long session) throws IOException {
        call("C_CloseSession", List.of(long.class), session);
    }

    void login(long session, char[] pin) throws IOException {
        call("C_Login", List.of(long.class, long.class, char[].class), session, USER, pin);
    }

    /** The first objects with these attributes. */
    long[] find(long session, List<Attribute> template) throws IOException {
        Object attributes = array(template);
        call("C_FindObjectsInit", List.of(long.class, attributes.getClass()), session, attributes);
        try {
            return (long[]) call("C_FindObjects", List.of(long.class, long.class), session, (long) MOST_OBJECTS);
        } finally {
            call("C_FindObjectsFinal", List.of(long.class), session);
        }
    }

    /** The bytes of an attribute of an object. */
    byte[] bytes(long session, long object, long attribute) throws IOException {
        return (byte[]) value(session, object, attribute, "getByteArray");
    }

    /** The number of an attribute of an object. */
    long number(long session, long object, long attribute) throws IOException {
        return (long) value(session, object, attribute, "getLong");
    }

    private Object value(long session, long object, long attribute, String reader) throws IOException {
        Object attributes = array(List.of(new Attribute(attribute, null)));
        call(
                "C_GetAttributeValue",
                List.of(long.class, long.class, attributes.getClass()),
                session,
                object,
                attributes);
        try {
            Object filled = java.lang.reflect.Array.get(attributes, 0);
            return filled.getClass().getMethod(reader).invoke(filled);
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    /** A signature by a key of the session's token. */
    byte[] sign(long session, Mechanism mechanism, long key, byte[] data) throws IOException {
        Object nativeMechanism = nativeMechanism(mechanism);
        call("C_SignInit", List.of(long.class, nativeMechanism.getClass(), long.class), session, nativeMechanism, key);
        return (byte[]) call("C_Sign", List.of(long.class, byte[].class), session, data);
    }

    private static Object nativeMechanism(Mechanism mechanism) throws IOException {
        try {
            Class<?> type = type("CK_MECHANISM");
            Object made = type.getConstructor(long.class).newInstance(mechanism.code());
            if (!mechanism.pssHash().isEmpty()) {
                Class<?> pss = type("CK_RSA_PKCS_PSS_PARAMS");
                String hash = mechanism.pssHash();
                Object parameters = pss.getConstructor(String.class, String.class, String.class, int.class)
                        .newInstance(hash, "MGF1", hash, Integer.parseInt(hash.substring(4)) / Byte.SIZE);
                type.getMethod("setParameter", pss).invoke(made, parameters);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private static Object array(List<Attribute> template) throws IOException {
        try {
            Class<?> type = type("CK_ATTRIBUTE");
            Object array = java.lang.reflect.Array.newInstance(type, template.size());
            Constructor<?> empty = type.getConstructor(long.class);
            Constructor<?> filled = type.getConstructor(long.class, Object.class);
            for (int i = 0; i < template.size(); i++) {
                Attribute attribute = template.get(i);
                Object value = attribute.value();
                java.lang.reflect.Array.set(
                        array,
                        i,
                        value == null
                                ? empty.newInstance(attribute.type())
                                : filled.newInstance(attribute.type(), value));
            }
            return array;
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private Object call(String function, List<Class<?>> types, @Nullable Object... arguments) throws IOException {
        try {
            return type("PKCS11")
                    .getMethod(function, types.toArray(Class<?>[]::new))
                    .invoke(functions, arguments);
        } catch (InvocationTargetException e) {
            throw failure(function, cause(e));
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private static Throwable cause(InvocationTargetException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    private static IOException failure(String function, Throwable cause) {
        try {
            long code = (long) cause.getClass().getMethod("getErrorCode").invoke(cause);
            return new CryptokiException(function, code, cause);
        } catch (ReflectiveOperationException e) {
            return new IOException("%s: expected CKR_OK, got %s".formatted(function, cause), cause);
        }
    }

    private static Class<?> type(String name) throws IOException {
        try {
            return Class.forName(WRAPPER + name);
        } catch (ClassNotFoundException e) {
            throw unexpected(e);
        }
    }

    private static IOException unexpected(ReflectiveOperationException e) {
        return new IOException("pkcs11: expected the PKCS#11 wrapper of JDK 17 to 25, got another: " + e, e);
    }

    /**
     * An attribute of an object.
     *
     * @param value a {@code Long}, {@code byte[]} or {@code char[]}; null where the module is to fill it in
     */
    record Attribute(long type, @Nullable Object value) {}

    /** What a token says of itself. */
    record TokenInfo(long slot, String label, String serial, long flags) {
        private static final long LOGIN_REQUIRED = 0x4;
        private static final long INITIALISED = 0x400;
        private static final long FINAL_TRY = 0x20000;
        private static final long LOCKED = 0x40000;

        boolean needsLogin() {
            return (flags & LOGIN_REQUIRED) != 0;
        }

        boolean isInitialised() {
            return (flags & INITIALISED) != 0;
        }

        boolean isOnFinalTry() {
            return (flags & FINAL_TRY) != 0;
        }

        boolean isLocked() {
            return (flags & LOCKED) != 0;
        }
    }
}
