package org.mulligan.service.latent;

import java.util.Optional;
import org.mulligan.service.generate.Drawn;

/**
 * What came of a piece of work in a latent space.
 *
 * @param explorer to go on by hand; only of directions
 */
public record Explored(Drawn drawn, Optional<LatentExplorer> explorer) {}
