package org.mulligan.engine;

import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A record as a map of its components and back. All leaves are text, which is what survives JSON: a
 * number would come back as another kind of number, and NaN not at all. A record in it is a map, a
 * list is a list, an {@code Optional} a list of one or none, and an enum its name.
 *
 * <p>What a record is made of is asked of the record itself, so that a new component of a plan is
 * written in one place. A component may be a record, an enum, a text, a path, a {@code boolean},
 * {@code int}, {@code long} or {@code double}, a class whose {@code of(String)} reads what its
 * {@code toString} writes, or a {@code List} or {@code Optional} of these.
 */
public final class RecordCodec {
    private static final Map<Class<?>, Function<String, Object>> READERS =
            Map.of(
                    String.class, text -> text,
                    Path.class, Path::of,
                    Boolean.class, RecordCodec::truth,
                    Integer.class, Integer::valueOf,
                    Long.class, Long::valueOf,
                    Double.class, Double::valueOf);

    private RecordCodec() {}

    /** The components by name, in their order, as they are. */
    public static Map<String, Object> components(Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Method accessor = opened(component.getAccessor());
            Object value = called(() -> accessor.invoke(record));
            values.put(component.getName(), Objects.requireNonNull(value, component::toString));
        }
        return values;
    }

    /** A map that {@link #decode} makes the record of again. */
    public static Map<String, Object> encode(Record record) {
        return encode(record, path -> path);
    }

    /**
     * @param paths what becomes of each path, e.g. {@code Path::toAbsolutePath}
     */
    public static Map<String, Object> encode(Record record, UnaryOperator<Path> paths) {
        Map<String, Object> map = components(record);
        map.replaceAll((name, value) -> encoded(value, paths));
        return map;
    }

    private static Object encoded(Object value, UnaryOperator<Path> paths) {
        if (value instanceof Record record) return encode(record, paths);
        if (value instanceof Optional<?> optional)
            return encoded(optional.stream().toList(), paths);
        if (value instanceof List<?> list)
            return list.stream().map(element -> encoded(element, paths)).toList();
        if (value instanceof Enum<?> constant) return constant.name();
        return (value instanceof Path path ? paths.apply(path) : value).toString();
    }

    /**
     * @throws IllegalArgumentException when a component is unknown, missing or of the wrong type,
     *     and the text names it; or when the record refuses the values
     */
    public static <T extends Record> T decode(Class<T> type, Map<String, ?> map) {
        return type.cast(record(type, map, type.getSimpleName()));
    }

    private static Object record(Class<?> type, Object given, String where) {
        Map<?, ?> map = expected(Map.class, given, where);
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Object name : map.keySet())
            if (!names.contains(name))
                throw new IllegalArgumentException(
                        "%s has no component \"%s\"; it has %s"
                                .formatted(where, name, String.join(", ", names)));
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String name = component.getName();
            if (!map.containsKey(name))
                throw new IllegalArgumentException("%s.%s is missing".formatted(where, name));
            values.add(value(component.getGenericType(), map.get(name), where + "." + name));
        }
        return made(type, components, values);
    }

    private static Object made(Class<?> type, RecordComponent[] components, List<Object> values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return called(
                () -> {
                    Constructor<?> constructor = opened(type.getDeclaredConstructor(types));
                    return constructor.newInstance(values.toArray());
                });
    }

    private static Object value(Type type, Object given, String where) {
        if (type instanceof ParameterizedType several) return several(several, given, where);
        Class<?> kind = MethodType.methodType((Class<?>) type).wrap().returnType();
        if (kind.isRecord()) return record(kind, given, where);
        String text = expected(String.class, given, where);
        if (kind.isEnum()) return constant(kind, text, where);
        try {
            Function<String, Object> reader = READERS.get(kind);
            return reader == null ? of(kind, text, where) : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(where, kind, text);
        }
    }

    private static Object of(Class<?> type, String text, String where) {
        try {
            Method reader = opened(type.getDeclaredMethod("of", String.class));
            return called(() -> reader.invoke(null, text));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    "%s cannot be read: %s has no of(String)"
                            .formatted(where, type.getSimpleName()),
                    e);
        }
    }

    private static Object several(ParameterizedType type, Object given, String where) {
        List<Object> values = new ArrayList<>();
        for (Object element : expected(List.class, given, where))
            values.add(
                    value(
                            type.getActualTypeArguments()[0],
                            element,
                            "%s[%d]".formatted(where, values.size())));
        if (type.getRawType() == List.class) return List.copyOf(values);
        if (type.getRawType() != Optional.class || values.size() > 1)
            throw wrong(where, (Class<?>) type.getRawType(), given);
        return values.stream().findFirst();
    }

    private static Object constant(Class<?> type, String name, String where) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(where, type, name));
    }

    private static Boolean truth(String text) {
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw new IllegalArgumentException(text);
    }

    private static <T> T expected(Class<T> type, Object given, String where) {
        if (!type.isInstance(given)) throw wrong(where, type, given);
        return type.cast(given);
    }

    private static IllegalArgumentException wrong(String where, Class<?> type, Object given) {
        return new IllegalArgumentException(
                "%s must be of type %s, got \"%s\"".formatted(where, type.getSimpleName(), given));
    }

    /** Something that is done by reflection. */
    private interface Call {
        Object now() throws ReflectiveOperationException;
    }

    /** What a record says against its values is said to the caller. */
    private static Object called(Call call) {
        try {
            return call.now();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) throw refusal;
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A public component of a record that is not public itself is closed to others. */
    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }
}
