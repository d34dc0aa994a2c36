package org.mulligan.tensor;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.op.Op;

/** Changes of variables that are made together in one run. */
public final class Updates {
    private final List<Op> ops;

    Updates(List<Op> ops) {
        this.ops = List.copyOf(ops);
    }

    /** These and others in the same run. */
    public Updates and(Updates others) {
        List<Op> all = new ArrayList<>(ops);
        all.addAll(others.ops);
        return new Updates(all);
    }

    /** Makes them part of a run that also feeds and fetches. */
    public void addTo(Session.Runner runner) {
        ops.forEach(runner::addTarget);
    }

    /** Makes them now. */
    public void run(Session session) {
        Session.Runner runner = session.runner();
        addTo(runner);
        runner.run().close();
    }

    List<Op> ops() {
        return ops;
    }
}
