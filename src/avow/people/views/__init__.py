"""Pages over people and organisations: fetch what this person may see, ask the domain, render."""
