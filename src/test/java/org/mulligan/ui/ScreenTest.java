package org.mulligan.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import javax.swing.JFrame;
import javax.swing.JPanel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class ScreenTest {
    @Test
    void aWindowIsAsLargeAsItWantsButNoLargerThanItsRoom() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        JFrame window = new JFrame();
        JPanel content = new JPanel();
        content.setPreferredSize(new Dimension(500, 3000));
        window.add(content);
        Screen.pack(window, new Dimension(1366, 728));
        assertThat(window.getHeight()).isEqualTo(728);
        assertThat(window.getWidth()).isBetween(500, 600);
        window.dispose();
    }

    @Test
    void roomIsLeftForATaskbar() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Rectangle screen =
                GraphicsEnvironment.getLocalGraphicsEnvironment()
                        .getDefaultScreenDevice()
                        .getDefaultConfiguration()
                        .getBounds();
        assertThat(Screen.usable().height).isBetween(200, screen.height - 40);
        assertThat(Screen.usable().width).isBetween(200, screen.width);
    }
}
