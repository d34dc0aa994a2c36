package org.mulligan.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** Saves all variables of a training graph to a file and reads them back, bit for bit. */
public final class Checkpoint {
    private static final String NAME = "variables";

    private final Placeholder<TString> prefix;
    private final Save save;
    private final List<Op> restore = new ArrayList<>();

    /** Call when all variables exist. */
    public Checkpoint(Graph graph, Variables variables) {
        Ops tf = Ops.create(graph);
        List<String> names = variables.names("");
        prefix = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        Operand<TString> keys = tf.array(names.toArray(String[]::new));
        Operand<TString> slices =
                tf.array(Collections.nCopies(names.size(), "").toArray(String[]::new));
        List<Operand<?>> values = new ArrayList<>();
        names.forEach(name -> values.add(variables.value(name)));
        save = tf.train.save(prefix, keys, slices, values);
        Restore read =
                tf.train.restore(
                        prefix, keys, slices, Collections.nCopies(names.size(), TFloat32.class));
        for (int i = 0; i < names.size(); i++)
            restore.add(tf.assignVariableOp(variables.handle(names.get(i)), read.tensors().get(i)));
    }

    /** Writes {@code variables.*} into an existing folder. */
    public void save(Session session, Path folder) {
        try (Feeds feeds = new Feeds()) {
            session.runner()
                    .feed(prefix, feeds.text(folder.resolve(NAME).toString()))
                    .addTarget(save)
                    .run()
                    .close();
        }
    }

    /** Reads what {@link #save} wrote. */
    public void restore(Session session, Path folder) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner =
                    session.runner().feed(prefix, feeds.text(folder.resolve(NAME).toString()));
            restore.forEach(runner::addTarget);
            runner.run().close();
        }
    }
}
