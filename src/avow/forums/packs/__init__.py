"""Forum packs: a forum described in one YAML file, and the ones that ship with Avow."""
