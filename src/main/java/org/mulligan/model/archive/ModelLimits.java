package org.mulligan.model.archive;

/**
 * How much a model package may hold. Honest packages stay far below; a package beyond is refused
 * with a message that names the file and the limit, before it can fill memory or disk.
 */
public final class ModelLimits {
    private static final long MIB = 1L << 20;

    /** Files and folders of a package. */
    public static final int ENTRIES = 10_000;

    /** Characters of a file's name with its folders. */
    public static final int NAME = 240;

    /** Folders within each other. */
    public static final int FOLDERS = 8;

    /** Bytes of all files of a zip together, unpacked. */
    public static final long UNPACKED = 4096 * MIB;

    /** Times that a zip may grow when it is unpacked, once it is over {@link #SMALL}. */
    public static final int GROWTH = 100;

    /** Bytes below which a zip may grow as it likes: images of zeros shrink a thousandfold. */
    public static final long SMALL = 64 * MIB;

    /** Bytes of a descriptor ({@code rdf.yaml}, {@code meta.json}) or a card. */
    public static final long TEXT = MIB;

    /** Lists and sections within each other in a descriptor. */
    public static final int DEPTH = 50;

    /** Values of a descriptor, each use of an alias counted anew. */
    public static final int VALUES = 100_000;

    /** Uses of aliases ({@code *name}) in a descriptor. */
    public static final int ALIASES = 50;

    /** Characters of a number in a descriptor; a hash may read like one. */
    public static final int DIGITS = 200;

    /** Bytes of a picture. */
    public static final long PICTURE = 16 * MIB;

    /** Pixels of a picture. */
    public static final long PIXELS = 1L << 24;

    /** Bytes of a test tensor. */
    public static final long TENSOR = 256 * MIB;

    /** Bytes of a graph, its weights included. */
    public static final long GRAPH = 1024 * MIB;

    /** Nodes of a graph, and of all its functions together. */
    public static final int NODES = 200_000;

    /** Functions that call each other in a row. */
    public static final int CALLS = 64;

    /** Values of one tensor that a graph declares: a constant, a variable or an input. */
    public static final long TENSOR_VALUES = 1L << 28;

    /** Bytes of all constants of a graph together, unpacked. */
    public static final long CONSTANTS = 2048 * MIB;

    /** Receptive field, px. */
    public static final int RECEPTIVE_FIELD = 16_383;

    /** Stride, px. */
    public static final int STRIDE = 4096;

    /** Scale. */
    public static final int SCALE = 64;

    /** Latent numbers and classes of a synthesiser together. */
    public static final int LATENT = 1 << 20;

    private ModelLimits() {}
}
