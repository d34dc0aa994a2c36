package org.mulligan.ui;

import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.ListSelectionModel;

/** A list of things by their names, of which one is chosen. */
final class NamedList {
    private NamedList() {}

    static <T> JList<T> of(DefaultListModel<T> things, Function<T, String> name) {
        JList<T> list = new JList<>(things);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer(
                (names, thing, index, chosen, focus) -> {
                    JLabel label = new JLabel(name.apply(thing));
                    label.setOpaque(true);
                    label.setBorder(BorderFactory.createEmptyBorder(3, 6, 3, 6));
                    label.setBackground(
                            chosen ? names.getSelectionBackground() : names.getBackground());
                    label.setForeground(
                            chosen ? names.getSelectionForeground() : names.getForeground());
                    return label;
                });
        return list;
    }
}
