#compdef blockwatch
# Completion of blockwatch in zsh. To have it, after compinit: source <(blockwatch completions zsh)
_blockwatch() {
    local line="${(j: :)words[2,CURRENT]}"
    local -a suggestions
    suggestions=(${(f)"$($words[1] "[suggest:${#line}]" "$line" 2>/dev/null)"})
    if (( $#suggestions )); then
        compadd -- $suggestions
    else
        _files
    fi
}
compdef _blockwatch blockwatch
